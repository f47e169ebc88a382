/** Runs tasks in order, so that lines of different events do not mix. */
export interface Output {
  readonly add: (work: () => Promise<void>) => void;
  readonly all: () => Promise<void>;
}

export function oneAfterAnother(): Output {
  let last = Promise.resolve();
  return {
    add: (work) => {
      last = last.then(work);
    },
    all: () => last,
  };
}
