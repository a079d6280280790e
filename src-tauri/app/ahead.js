// Runs before the page is read: what it will ask first is on its way by then.
window.startAhead = window.__TAURI_INTERNALS__.invoke('start');
// The page says what went wrong.
window.startAhead.catch(() => undefined);
// The first date in words takes 10 ms, whatever the language. While the page's code is on its way, nobody waits for them.
setTimeout(() => new Intl.DateTimeFormat('de-DE', { timeZone: 'UTC' }));
