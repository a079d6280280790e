// Watches the frames of the window; `window.figures()` says what they cost so far, in milliseconds.
const painted = new MessageChannel();
const [work, interval] = [[], []];
const places = new Set();
let [begun, last] = [0, 0];

const quantiles = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2));
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
};

function frame(now) {
  if (last > 0) interval.push(now - last);
  last = now;
  begun = performance.now();
  places.add(document.querySelector('[data-testid="ghost"]')?.style.transform);
  painted.port2.postMessage(null);
}

painted.port1.onmessage = () => {
  work.push(performance.now() - begun);
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

const sheet = document.querySelector('.paper');
window.figures = () => ({
  drawn: document.querySelectorAll('[data-testid="appointment"]').length,
  elements: document.querySelectorAll('*').length,
  sheet: [sheet.clientWidth, sheet.clientHeight],
  window: [innerWidth, innerHeight],
  frames: work.length,
  places: places.size,
  work: quantiles(work),
  interval: quantiles(interval),
});
