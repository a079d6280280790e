/** What the charts are made of: numbers brought to the height of a picture. */

/** A column of a chart: what it stands for, and its words in the table beside it. */
export type Column = {
  /** Below it, and in the first cell of its row. */
  label: string;
  /** Its height. */
  value: number;
  /** How much of it, from the foot, is bad. */
  bad: number;
  /** A mark above it, at the highest single value. */
  peak: number | null;
  /** The cells of its row. */
  cells: string[];
};

/** Height and width of the picture in its own units; it is stretched to the room there is. */
export const HEIGHT = 100;
export const STEP = 10;
/** Between two columns. */
const APART = 2;
/** What is there at all is seen. */
const LEAST = 2;

type Bar = { x: number; y: number; width: number; height: number; bad: boolean };

/** The round number at or above the highest column or mark, so that the scale has a word. */
export function topOf(columns: readonly Column[]): number {
  const highest = Math.max(0, ...columns.map(({ value, peak }) => Math.max(value, peak ?? 0)));
  if (highest <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((times) => times * unit).find((round) => round >= highest) ?? highest;
}

function tall(value: number, top: number): number {
  return value <= 0 ? 0 : Math.max(LEAST, (value / top) * HEIGHT);
}

/** The good part stands on the bad one. */
export function barsOf(columns: readonly Column[], top: number): Bar[] {
  return columns.flatMap(({ value, bad }, index) => {
    const [x, width] = [index * STEP + APART / 2, STEP - APART];
    const foot = tall(bad, top);
    const whole = Math.max(foot, tall(value, top));
    const bars = [
      { x, y: HEIGHT - whole, width, height: whole - foot, bad: false },
      { x, y: HEIGHT - foot, width, height: foot, bad: true },
    ];
    return bars.filter((bar) => bar.height > 0);
  });
}

export function peaksOf(columns: readonly Column[], top: number): { x: number; y: number }[] {
  return columns.flatMap(({ peak }, index) =>
    peak ? [{ x: index * STEP + APART / 2, y: HEIGHT - (peak / top) * HEIGHT }] : [],
  );
}
