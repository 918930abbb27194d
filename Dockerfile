# syntax=docker/dockerfile:1
# Builds the portal and keeps what running it takes: no compiler, no tests, no account of its own but "node".

FROM node:24-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORTAL_HOST=0.0.0.0
WORKDIR /portal
COPY --from=build /portal/node_modules ./node_modules
COPY --from=build /portal/dist ./dist
COPY --from=build /portal/templates ./templates
COPY --from=build /portal/emails ./emails
COPY --from=build /portal/locales ./locales
COPY --from=build /portal/package.json /portal/plugin.json /portal/plugin.schema.json /portal/LICENSE ./
RUN ln -s /portal/dist/cli.js /usr/local/bin/portal && chmod +x dist/cli.js
# The files it stores are for owner and group only and the CRM must read them: run it with the group of the web server,
# as in compose.yaml (user: "1000:33").
USER node
EXPOSE 8480
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "\
  const { host, pathname } = new URL(process.env.PORTAL_BASE_URL); \
  const path = (pathname === '/' ? '/portal' : pathname.replace(/\\/+$/, '')) + '/healthz'; \
  require('http').get({ port: process.env.PORTAL_PORT || 8480, path, headers: { host } }, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)) \
    .on('error', () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["portal", "serve"]
