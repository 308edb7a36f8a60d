# The bot, its facts and what it needs, and nothing else. Raise both versions of Python together.
FROM python:3.13.9-slim-trixie AS build
COPY requirements.lock /
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r /requirements.lock

FROM python:3.13.9-slim-trixie
LABEL org.opencontainers.image.title="Ballard Bot" \
      org.opencontainers.image.description="Answers questions about a TV show in Discord, from curated facts" \
      org.opencontainers.image.licenses="MIT"

# Pillow loads it to write names in Arabic, Hebrew and the scripts of India; without it such players are "Player".
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/*

# The number is fixed so that files in the volume keep their owner from one image to the next.
RUN groupadd --gid 10001 bot \
    && useradd --uid 10001 --gid bot --no-create-home --home-dir /app --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0700 /data

COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY bot bot
COPY facts facts

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    HTTP_PORT=8080
USER 10001:10001

HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
