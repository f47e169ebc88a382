import type { Refusal } from './refusal.ts';

/**
 * The AWS query protocol (smithy.io, "AWS Query protocol"): the request is a form, the answer is
 * XML.
 */
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Elements in order. A nested record is an element with children. */
export interface XmlContent {
  readonly [element: string]: string | number | XmlContent;
}

export function responseXml(action: string, result: XmlContent, requestId: string): string {
  return element(`${action}Response`, {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  });
}

export function errorXml(refusal: Refusal, requestId: string): string {
  return element('ErrorResponse', {
    Error: {
      Type: refusal.status >= 500 ? 'Receiver' : 'Sender',
      Code: refusal.code,
      Message: refusal.message,
    },
    RequestId: requestId,
  });
}

function element(name: string, content: XmlContent): string {
  return `<${name} xmlns="${NAMESPACE}">\n${children(content, '  ')}</${name}>\n`;
}

function children(content: XmlContent, indent: string): string {
  return Object.entries(content)
    .map(([name, value]) =>
      typeof value === 'object'
        ? `${indent}<${name}>\n${children(value, `${indent}  `)}${indent}</${name}>\n`
        : `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`,
    )
    .join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\r\n\t]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
