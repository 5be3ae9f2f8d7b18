"use strict";

/*
 * Keeps a site for when there is no network: its pages at once, its sounds and pictures one by one after them. What is kept
 * is never asked for again; a site that changed has another version, which takes the place of the older one.
 */
const VERSION = "phasewright-{version}";
const PAGES = {pages};
const REST = {rest};

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(VERSION).then(function (cache) {
    return cache.addAll(PAGES);
  }).then(function () {
    return self.skipWaiting();
  }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.startsWith("phasewright-") && name !== VERSION;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () {
    return self.clients.claim();
  }));
});

async function keepRest() {
  const cache = await caches.open(VERSION);
  for (const file of REST) {
    if (!await cache.match(file)) {
      await cache.add(file);
    }
  }
}

let keeping = null;

self.addEventListener("message", function (event) {
  if (event.data === "rest" && !keeping) {
    keeping = keepRest().catch(function () {
      keeping = null; // The next page tries again.
    });
    event.waitUntil(keeping);
  }
});

self.addEventListener("fetch", function (event) {
  if (event.request.method === "GET" && event.request.url.startsWith(self.registration.scope)) {
    event.respondWith(caches.open(VERSION).then(function (cache) {
      return cache.match(event.request, { ignoreSearch: true });
    }).then(function (kept) {
      return kept || fetch(event.request);
    }));
  }
});
