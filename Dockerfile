# Style sheet and fonts, pinned by package-lock.json.
FROM node:22-bookworm-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY scripts/assets.sh scripts/
RUN scripts/assets.sh

FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
COPY --from=assets /src/assets assets
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/hfk /hfk

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin hfk \
    && install --directory --owner=hfk --mode=0700 /var/lib/hfk
COPY --from=build /hfk /usr/local/bin/hfk
USER hfk
ENV HFK_BIND=0.0.0.0:8080 HFK_DATA_DIR=/var/lib/hfk/files
VOLUME /var/lib/hfk
EXPOSE 8080
ENTRYPOINT ["hfk"]
CMD ["serve"]
