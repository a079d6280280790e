/** The window on the fake salon, built like the real one, for the browser tests. Never shipped. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import tauri from '../tauri.conf.json' with { type: 'json' };

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  build: {
    target: 'safari16.4',
    outDir: 'test-results/site',
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'tests/browser/desk.html' },
  },
  // The window's own content security policy: what it forbids must fail here, not at the salon.
  preview: {
    port: Number(process.env['KAMM_TEST_PORT'] ?? 5174),
    strictPort: true,
    headers: { 'Content-Security-Policy': tauri.app.security.csp },
  },
});
