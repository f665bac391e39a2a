import path from 'node:path';
import type { NextConfig } from 'next';

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const workspace = path.resolve(import.meta.dirname, '..');

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // It would lie on the user menu, and on the form's button on phones. Errors are shown all the same.
  devIndicators: false,
  turbopack: { root: workspace },
  outputFileTracingRoot: workspace,
  serverExternalPackages: ['date-holidays', 'pg', 'pg-copy-streams', 'nodemailer', 'pdfkit'],
  // Read from disk when a PDF is made; nothing imports them.
  outputFileTracingIncludes: {
    '/api/scheduled-exports/process': ['./node_modules/@expo-google-fonts/noto-sans/{400Regular,600SemiBold}/*.ttf'],
  },
  experimental: { optimizePackageImports: ['radix-ui'] },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // A download redirects to Storage, which needs not know from where.
    { source: '/api/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
    // The address of a link's page is the link.
    { source: '/d/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
};

export default config;
