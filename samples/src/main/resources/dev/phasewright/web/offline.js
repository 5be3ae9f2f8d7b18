"use strict";

/*
 * Lets a site that comes over a network be installed, and read without one after the first visit. From disk there is no
 * need, and browsers forbid it.
 */
(function () {
  if (!location.protocol.startsWith("http")) {
    return;
  }
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "site.webmanifest";
  document.head.append(manifest);
  if (navigator.serviceWorker) { // Not over plain http from another computer.
    navigator.serviceWorker.register("service-worker.js").then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (site) {
      if (!(navigator.connection && navigator.connection.saveData)) {
        site.active.postMessage("rest"); // Sounds are large: they come when the page is there.
      }
    }).catch(function (error) {
      console.info("The site is not kept for later: " + error.message);
    });
  }
})();
