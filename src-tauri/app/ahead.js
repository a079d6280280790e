// Runs before the page is read: what it will ask first is on its way by then.
window.startAhead = window.__TAURI_INTERNALS__.invoke('start');
// The page says what went wrong.
window.startAhead.catch(() => undefined);
