// Uploads one file to Stream with tus-js-client, in one of its two ways:
//
//	node upload.js --file F --endpoint URL --token T   creates the video with a token
//	node upload.js --file F --upload-url URL           fills a one-time upload URL, no token
//
// Optional: --chunk-size BYTES (52428800), --meta KEY=VALUE (again and again).
// Prints one JSON object: {"uid", "url", "bytes", "requests"}; after a failure
// {"error", "status", "body"} and exit code 1.

import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import * as tus from "tus-js-client";

const { values: flags } = parseArgs({
  options: {
    file: { type: "string" },
    endpoint: { type: "string" },
    token: { type: "string" },
    "upload-url": { type: "string" },
    "chunk-size": { type: "string", default: "52428800" },
    meta: { type: "string", multiple: true, default: [] },
  },
});

const size = statSync(flags.file).size;
const metadata = { name: basename(flags.file) };
for (const pair of flags.meta) {
  const [key, ...value] = pair.split("=");
  metadata[key] = value.join("=");
}

let uid = "";
let requests = 0;

const upload = new tus.Upload(createReadStream(flags.file), {
  endpoint: flags.endpoint,
  uploadUrl: flags["upload-url"],
  headers: flags.token ? { Authorization: `Bearer ${flags.token}` } : {},
  chunkSize: Number(flags["chunk-size"]),
  uploadSize: size,
  metadata,
  retryDelays: null,
  storeFingerprintForResuming: false,
  onAfterResponse(_, response) {
    requests++;
    uid = response.getHeader("stream-media-id") || uid;
  },
  onSuccess() {
    console.log(JSON.stringify({ uid, url: upload.url, bytes: size, requests }));
  },
  onError(error) {
    const response = error.originalResponse;
    console.log(
      JSON.stringify({
        error: error.message,
        status: response ? response.getStatus() : 0,
        body: response ? response.getBody() : "",
      }),
    );
    process.exitCode = 1;
  },
});

upload.start();
