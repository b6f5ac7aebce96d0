/**
 * Who acts is answered with how it stands. What was asked for before may still say how it stood, and
 * may come later: it is asked for again, so that nothing older is put over what is newer.
 */
export class Turns {
  private turn = 0;

  /** Something newer is known than what anybody asked for until now. */
  next(): void {
    this.turn += 1;
  }

  async ask<Answer>(fetch: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const turn = this.turn;
      const answer = await fetch();
      if (turn === this.turn) return answer;
    }
  }
}
