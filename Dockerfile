# syntax=docker/dockerfile:1
# One image for web, live, worker, ticker, beat and the one-shot migrate, and one for the proxy.

FROM node:24-bookworm-slim AS browser-app
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS environment
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --disable-pip-version-check -r requirements.lock

FROM python:3.11-slim-bookworm AS grid
RUN useradd --system --uid 10001 --home-dir /srv/grid --shell /usr/sbin/nologin grid \
    && install -d -o grid -g grid /srv/grid /srv/var /srv/var/static
COPY --from=environment /venv /venv
WORKDIR /srv/grid
COPY manage.py ./
COPY config/ config/
COPY core/ core/
COPY accounts/ accounts/
COPY enterprises/ enterprises/
COPY grid/ grid/
COPY tickets/ tickets/
COPY notifications/ notifications/
COPY --from=browser-app /build/frontend/dist frontend/dist
ARG BUILD=image
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BUILD=$BUILD \
    DJANGO_SETTINGS_MODULE=config.settings VAR_DIR=/srv/var DEMO=0
USER grid
# docker-compose.yml says what each container runs.
CMD ["python", "manage.py", "check", "--deploy"]

FROM caddy:2.11-alpine AS proxy
COPY Caddyfile health.caddy /etc/caddy/
# The right to low ports on the file keeps it from starting without any right; containers may open low ports anyway.
RUN setcap -r /usr/bin/caddy && install -d -o 10001 -g 10001 /srv/caddy
ENV XDG_DATA_HOME=/srv/caddy XDG_CONFIG_HOME=/srv/caddy
USER 10001:10001
