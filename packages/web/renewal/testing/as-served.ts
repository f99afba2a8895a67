/** Vite bundles what the environment names; tests look at the pages as they are served, not at React for developers. */
process.env.NODE_ENV = 'production';
