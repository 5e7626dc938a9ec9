// A folder over http, on this machine alone: what a plain web server gives, and no more.

import { createServer } from "node:http";
import { createReadStream, statSync } from "node:fs";
import { extname, resolve, sep } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
};

/** The file that an address names, or nothing: no folder, and nothing outside the root. */
export function named(root, address) {
  let path;
  try {
    // Not through URL, which would take `..` out before it can be refused.
    path = decodeURIComponent(address.split(/[?#]/)[0]);
  } catch {
    return undefined;
  }
  const file = resolve(root, `.${path.endsWith("/") ? `${path}index.html` : path}`);
  const inside = file.startsWith(resolve(root) + sep) && !path.includes("\0");
  return inside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** Serves a folder; gives the address of its root, with `/` at the end, and what closes it. */
export async function serve(root) {
  const server = createServer((request, response) => {
    const file = named(root, request.url);
    if (request.method !== "GET" || !file) {
      response.writeHead(file ? 405 : 404, { "content-type": "text/plain" }).end();
      return;
    }
    const type = types[extname(file).toLowerCase()] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "x-content-type-options": "nosniff" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}/`;
  return { origin, close: () => { server.closeAllConnections(); server.close(); } };
}
