// Carries what the mouse holds to and fro over the sheet, a step a frame; `window.figures` is what the frames cost, in
// milliseconds.
const [frames] = arguments;
const sheet = document.querySelector('.paper');
const box = sheet.getBoundingClientRect();
const view = sheet.closest('[data-scroller]').getBoundingClientRect();
const painted = new MessageChannel();
const [work, step, interval] = [[], [], []];
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
  const turn = work.length / frames;
  // Away from the edges, where the sheet would be pulled along.
  const clientX = view.left + 200 + (view.width - 300) * Math.abs(Math.sin(turn * 9));
  const clientY = view.top + 160 + (view.height - 260) * Math.abs(Math.cos(turn * 23));
  const event = { clientX, clientY, pointerId: window.pressed, pointerType: 'mouse', bubbles: true };
  sheet.dispatchEvent(new PointerEvent('pointermove', event));
  queueMicrotask(() => {
    sheet.getBoundingClientRect();
    step.push(performance.now() - begun);
    painted.port2.postMessage(null);
  });
}

painted.port1.onmessage = () => {
  work.push(performance.now() - begun);
  if (work.length < frames) return requestAnimationFrame(frame);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  window.figures = {
    drawn: document.querySelectorAll('[data-testid="appointment"]').length,
    elements: document.querySelectorAll('*').length,
    sheet: [Math.round(box.width), Math.round(box.height)],
    window: [innerWidth, innerHeight],
    frames,
    step: quantiles(step),
    work: quantiles(work),
    interval: quantiles(interval),
  };
};
requestAnimationFrame(frame);
