// Calls every method of the npm package cloudflare's stream resource, live
// inputs and webhooks excepted, and checks what it understood:
//
//	node stream.js --base URL --account ID --token T --video UID --source URL
//
// The video must be ready; it is deleted at the end. The source is a server
// with film.mp4, tone.m4a and mark.png. Ends with 1 and the reason at the first
// surprise; prints {"called": [...]} otherwise.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import Cloudflare, { NotFoundError, toFile } from "cloudflare";

const { values: flags } = parseArgs({
  options: {
    base: { type: "string" },
    account: { type: "string" },
    token: { type: "string" },
    video: { type: "string" },
    source: { type: "string" },
  },
});
const client = new Cloudflare({ baseURL: flags.base, apiToken: flags.token, maxRetries: 0 });
const account_id = flags.account;
const identifier = flags.video;
const called = new Set();

// call calls a method by its path, such as "captions.language.get".
function call(path, ...args) {
  called.add(path);
  const names = path.split(".");
  const method = names.pop();
  const resource = names.reduce((at, name) => at[name], client.stream);
  return resource[method](...args);
}

async function until(state, reached) {
  for (const limit = Date.now() + 120_000; !(await reached()); await pause(50)) {
    assert.ok(Date.now() < limit, `it never happened that ${state}`);
  }
}

async function all(path, ...args) {
  const items = [];
  for await (const item of call(path, ...args)) items.push(item);
  return items;
}

const settled = (uid) =>
  until(`video ${uid} is ready`, async () => {
    const { status } = await call("get", uid, { account_id });
    assert.notEqual(status.state, "error");
    return status.state === "ready";
  });

async function videos() {
  let v = await call("edit", identifier, {
    account_id,
    creator: "ana",
    meta: { name: "Bars" },
    thumbnailTimestampPct: 0.5,
    publicDetails: { title: "Bars" },
  });
  assert.equal(v.creator, "ana");
  assert.deepEqual(v.meta, { name: "Bars" });
  assert.equal(v.publicDetails.title, "Bars");
  v = await call("get", identifier, { account_id });
  assert.equal(v.status.state, "ready");
  assert.equal(typeof v.status.pctComplete, "string");
  assert.equal(v.duration, 2);
  assert.equal(v.maxDurationSeconds, null);
  const listed = await all("list", { account_id, search: "bar", status: "ready", limit: 10, include_counts: true });
  assert.deepEqual(listed.map((each) => each.uid), [identifier]);
  const usage = await call("videos.storageUsage", { account_id, creator: "ana" });
  assert.equal(usage.videoCount, 1);
  assert.match(await call("embed.get", identifier, { account_id }), new RegExp(identifier));
}

async function uploads() {
  const response = await call("create", {
    account_id,
    "Tus-Resumable": "1.0.0",
    "Upload-Length": 1000,
    "Upload-Metadata": "name QmFycw==",
    "Upload-Creator": "ana",
    direct_user: true,
  }).asResponse();
  assert.equal(response.status, 201);
  assert.ok(response.headers.get("location") && response.headers.get("stream-media-id"));
  const link = await call("directUpload.create", { account_id, maxDurationSeconds: 60, meta: { name: "By link" } });
  const film = await (await fetch(`${flags.source}/film.mp4`)).blob();
  const form = new FormData();
  form.set("file", film, "film.mp4");
  assert.equal((await fetch(link.uploadURL, { method: "POST", body: form })).status, 200);
  await settled(link.uid);
}

async function captions() {
  const vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nBars\n";
  const file = await toFile(Buffer.from(vtt), "de.vtt");
  const caption = await call("captions.language.update", "de", { account_id, identifier, file });
  assert.deepEqual(caption, { language: "de", label: "Deutsch", generated: false, status: "ready" });
  assert.equal(await text(call("captions.language.vtt.get", "de", { account_id, identifier })), vtt);
  assert.equal((await call("captions.language.create", "en", { account_id, identifier })).generated, true);
  await until("the generated caption is ready", async () => {
    return (await call("captions.language.get", "en", { account_id, identifier })).status === "ready";
  });
  assert.equal((await all("captions.get", identifier, { account_id })).length, 2);
  assert.equal(await call("captions.language.delete", "de", { account_id, identifier }), "");
}

// text reads an answer that may come as text or as a response.
async function text(answer) {
  const got = await answer;
  return typeof got === "string" ? got : got.text();
}

async function audioTracks() {
  const track = await call("audioTracks.copy", identifier, { account_id, label: "Commentary", url: `${flags.source}/tone.m4a` });
  await until("the track is ready", async () => {
    const { audio } = await call("audioTracks.get", identifier, { account_id });
    assert.equal(audio.length, 1);
    return audio[0].status === "ready";
  });
  const edited = await call("audioTracks.edit", track.uid, { account_id, identifier, label: "Director" });
  assert.equal(edited.label, "Director");
  assert.equal(await call("audioTracks.delete", track.uid, { account_id, identifier }), "ok");
}

async function downloads() {
  await call("downloads.create", identifier, { account_id });
  await until("the download is ready", async () => {
    const made = await call("downloads.get", identifier, { account_id });
    return made.default.status === "ready" && made.default.percentComplete === 100;
  });
  assert.equal(await call("downloads.delete", identifier, { account_id }), "ok");
}

async function watermarks() {
  const mark = await call("watermarks.create", { account_id, url: `${flags.source}/mark.png`, name: "Mark", opacity: 0.5 });
  assert.equal(mark.width, 8);
  assert.equal((await call("watermarks.get", mark.uid, { account_id })).name, "Mark");
  // The type of the parameters has no file; one is sent as a form all the same.
  const png = await (await fetch(`${flags.source}/mark.png`)).arrayBuffer();
  const sent = await call("watermarks.create", { account_id, file: await toFile(png, "mark.png"), scale: 0.5 });
  assert.equal(sent.scale, 0.5);
  assert.equal((await all("watermarks.list", { account_id })).length, 2);
  assert.equal(await call("watermarks.delete", mark.uid, { account_id }), "");
}

async function signing() {
  const key = await call("keys.create", { account_id });
  assert.ok(key.pem && key.jwk);
  const { token } = await call("token.create", identifier, { account_id, id: key.id, pem: key.pem, downloadable: true });
  assert.equal(token.split(".").length, 3);
  assert.deepEqual((await all("keys.get", { account_id })).map((each) => each.key_id), [key.id]);
  assert.equal(await call("keys.delete", key.id, { account_id }), "Revoked");
}

async function copies() {
  const copy = await call("copy.create", { account_id, input: `${flags.source}/film.mp4`, meta: { name: "Copy" } });
  assert.equal(copy.status.state, "downloading");
  const clip = await call("clip.create", {
    account_id,
    clippedFromVideoUID: identifier,
    startTimeSeconds: 0,
    endTimeSeconds: 1,
  });
  await settled(copy.uid);
  await settled(clip.uid);
  assert.equal((await call("get", clip.uid, { account_id })).clippedFrom, identifier);
}

async function deletion() {
  await call("delete", identifier, { account_id });
  await assert.rejects(call("get", identifier, { account_id }), (error) => {
    return error instanceof NotFoundError && error.errors[0].code === 10003;
  });
}

// methods lists what a resource and those under it can do. Each class extends
// one that has the methods.
function methods(resource, prefix = "") {
  const base = Object.getPrototypeOf(Object.getPrototypeOf(resource));
  const names = Object.getOwnPropertyNames(base).filter((name) => name !== "constructor");
  const inner = Object.keys(resource).filter((name) => !["_client", "liveInputs", "webhooks"].includes(name));
  return [
    ...names.map((name) => prefix + name),
    ...inner.flatMap((name) => methods(resource[name], `${prefix}${name}.`)),
  ];
}

for (const step of [videos, uploads, captions, audioTracks, downloads, watermarks, signing, copies, deletion]) await step();
assert.deepEqual([...called].sort(), methods(client.stream).sort());
console.log(JSON.stringify({ called: [...called] }));
