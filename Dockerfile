# The service in a container. The database is another container's: see compose.yaml.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
# tools/ and demo/ are for development and demonstrations; production refuses both.
RUN npm run build && npm prune --omit=dev && rm -rf dist/.work dist/tools dist/demo

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/views views
COPY --from=build /app/content content
USER node
EXPOSE 3000 3001
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const isStaff = process.env.JOBS !== 'only' && (process.env.SITES ?? 'portal').trim().startsWith('staff'); const port = isStaff ? process.env.STAFF_PORT || 3001 : process.env.PORT || 3000; fetch(`http://127.0.0.1:${port}/health`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
