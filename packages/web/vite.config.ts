import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Everything is a file of our own origin: the pages' Content-Security-Policy allows nothing inline and no `data:` fonts. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // What changes only with a dependency keeps its name, and so its place in the browser's cache, between releases.
        codeSplitting: {
          groups: [{ name: 'foundation', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// }],
        },
      },
    },
  },
});
