/** A clock that goes on only when a test says so, and an outlet that keeps what goes out. */
export class FakeTimers {
  #now = 0;
  #due = new Set();

  now = () => this.#now;

  after = (delayMs, then) => {
    const timer = { at: this.#now + Math.max(0, delayMs), then };
    this.#due.add(timer);
    return () => this.#due.delete(timer);
  };

  advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.then();
    }
    this.#now = end;
  }
}

export class FakeOutlet {
  up = true;
  #sent = [];

  send(message) {
    if (this.up) this.#sent.push(message);
  }

  take() {
    return this.#sent.splice(0);
  }

  takeIds() {
    return this.take().map(({ id }) => id);
  }
}
