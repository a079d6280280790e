/** The question about a move, as it lies in front of the sheet: what else comes there stands beyond it, and out of the way as well. */
class Question {
  /** At the head of the sheet, because what is moved lies in the lower half of what is seen. */
  above = $state(false);
  /** In pixels; none, as long as nothing is asked. */
  tall = $state(0);

  /** For what asks. */
  stand = (card: HTMLElement): (() => void) => {
    const growing = new ResizeObserver(() => (this.tall = card.offsetHeight));
    growing.observe(card);
    return () => {
      growing.disconnect();
      this.tall = 0;
    };
  };
}

export const question = new Question();
