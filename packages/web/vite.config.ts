import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Everything is a file of our own origin: the pages' Content-Security-Policy allows nothing inline and no `data:` fonts. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});
