# The image holds the program and the shared libraries that it loads, nothing else.
ARG SWIFT_IMAGE=swift:6.3-bookworm

FROM ${SWIFT_IMAGE} AS build
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
# Any version that the base image's distribution has will do.
# hadolint ignore=DL3008
RUN apt-get -q update \
    && apt-get -q install -y --no-install-recommends libssl-dev zlib1g-dev pkg-config binutils \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources ./Sources
# The package names targets in there, though none of them goes into the program.
COPY Tests ./Tests
RUN swift build -c release --static-swift-stdlib --product feedforward \
    && mkdir -p /image /models \
    && strip -o /image/feedforward .build/release/feedforward
# What ldd names, and the loader itself, under the paths where the program looks for them.
RUN ldd /image/feedforward | grep -oE '/[^ ]+' | sort -u | while read -r library; do \
        mkdir -p "/image$(dirname "$library")" && cp -L "$library" "/image$library"; \
    done

FROM scratch
COPY --from=build /image/ /
# Where a volume for `serve --models /models` fits: a new one gets the owner of what it is mounted on. Nothing else is
# ever written, and without a model folder any user will do.
COPY --from=build --chown=65532:65532 /models /models
USER 65532:65532
ENV FEEDFORWARD__SERVER__LISTEN=tcp://0.0.0.0:8080 \
    FEEDFORWARD__LOG__FORMAT=json
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=2s CMD ["/feedforward", "health"]
ENTRYPOINT ["/feedforward"]
CMD ["serve"]
