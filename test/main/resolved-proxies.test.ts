import { describe, expect, it } from 'vitest';
import { proxiesInList } from '../../src/core/aws-config/proxy-list.ts';
import { createSystemProxies } from '../../src/main/system-proxy.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

describe('the system proxy', () => {
  const origin = 'https://sts.eu-central-1.amazonaws.com';
  const a = 'http://a.example:1';

  it.each([
    ['DIRECT', [null]],
    ['PROXY a.example:1; DIRECT', [a, null]],
    ['proxy a.example:1;PROXY [2001:db8::1]:2 ; ', [a, 'http://[2001:db8::1]:2']],
    ['HTTPS a.example:443', ['https://a.example:443']],
    ['SOCKS5 a.example:1080; PROXY a.example:1', ['socks5://a.example:1080', a]],
    ['SOCKS a.example:1080', ['socks4://a.example:1080']],
    ['', [null]],
    ['nonsense; PROXY; PROXY me:pw@a.example:1; PROXY a.example/x; PROXY :1', [null]],
    ['PROXY a.example:99999; PROXY a.example:1', [a]],
    ['<html>sign in</html>', [null]],
  ])('is read from the list "%s" as browsers read it', (list, urls) => {
    expect(proxiesInList(list)).toEqual(urls);
  });

  it('is resolved separately for each server, and again after 30 s or a network change', async () => {
    const clock = new VirtualClock();
    const origins: string[] = [];
    const answers = ['PROXY a.example:1', 'DIRECT', 'PROXY b.example:2', 'PROXY c.example:3'];
    const session = {
      resolveProxy: (url: string) => {
        origins.push(url);
        return Promise.resolve(answers.shift() ?? '');
      },
    };
    const system = createSystemProxies(session, clock);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    await clock.advance(29_999);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    expect(await system.proxiesFor('http://other.example:8080')).toEqual([null]);
    await clock.advance(1);
    expect(await system.proxiesFor(origin)).toEqual(['http://b.example:2']);
    system.forget();
    expect(await system.proxiesFor(origin)).toEqual(['http://c.example:3']);
    const sts = `${origin}/`;
    expect(origins).toEqual([sts, 'http://other.example:8080/', sts, sts]);
  });

  it('keeps the last answer if the next request fails, and asks again at the next use', async () => {
    const clock = new VirtualClock();
    let refuses = true;
    const session = {
      resolveProxy: () =>
        refuses ? Promise.reject(new Error('no')) : Promise.resolve('PROXY a.example:1'),
    };
    const system = createSystemProxies(session, clock);
    expect(await system.proxiesFor(origin)).toEqual([null]);
    refuses = false;
    expect(await system.proxiesFor(origin)).toEqual([a]);
    refuses = true;
    await clock.advance(30_000);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    system.forget();
    expect(await system.proxiesFor(origin)).toEqual([null]);
  });

  it('waits 2 s for an answer, and uses a late answer unless the network changed meanwhile', async () => {
    const clock = new VirtualClock();
    const waiting: ((list: string) => void)[] = [];
    const session = {
      resolveProxy: () => new Promise<string>((answer) => void waiting.push(answer)),
    };
    const system = createSystemProxies(session, clock);
    const first = system.proxiesFor(origin);
    await clock.advance(2000);
    expect(await first).toEqual([null]);
    waiting[0]?.('PROXY a.example:1');
    expect(await system.proxiesFor(origin)).toEqual([a]);
    expect(waiting).toHaveLength(1);
    await clock.advance(30_000);
    const second = system.proxiesFor(origin);
    system.forget();
    waiting[1]?.('PROXY b.example:2');
    await second;
    const third = system.proxiesFor(origin);
    await clock.advance(2000);
    expect(await third).toEqual([null]);
  });
});
