// A sub-path for a proxy that keeps it: `/zonescope`. Next makes it a part of the build.
const basePath = process.env.ZONESCOPE_BASE_PATH ?? '';
if (!/^(\/[A-Za-z0-9._-]+)*$/.test(basePath)) {
  throw new Error(`Cannot build: ZONESCOPE_BASE_PATH takes a path such as /zonescope, not "${basePath}"`);
}

/** @type {import('next').NextConfig} */
const nextConfig = {
  ...(basePath !== '' && { basePath }),
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // The image optimizer would be a route that fetches; the page has no raster images.
  images: { unoptimized: true },
  // `npm test` runs TypeScript itself; the build's own check cannot load the native compiler.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

export default nextConfig;
