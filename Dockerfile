# The image: everything is made by `npm run image:rootfs`, which also runs, and is tested, without a container engine.
#   docker buildx build --platform linux/amd64,linux/arm64 --build-arg VERSION="$(npm pkg get version | tr -d '"')" .
FROM node:26-bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libatomic1 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# A sub-path is part of Next's build; the start refuses another one.
ARG BASE_PATH=
RUN ZONESCOPE_BASE_PATH="$BASE_PATH" npm run -s image:rootfs

FROM scratch
ARG VERSION=
ARG REVISION=
LABEL org.opencontainers.image.title="Zonescope" \
      org.opencontainers.image.description="Shows which endpoints every node of a Kubernetes cluster dials for a Service, why, and what would change that." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=build /src/.zonescope/rootfs/ /
ENV HOME=/tmp NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
USER 65532:65532
WORKDIR /app
EXPOSE 3000 8081
ENTRYPOINT ["/usr/bin/node", "--max-semi-space-size=8", "--heap-growing-percent=30", "/app/lib/cli/zonescope.js"]
