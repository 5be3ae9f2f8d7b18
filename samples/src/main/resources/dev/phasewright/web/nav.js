"use strict";

/* Where the names of all pages stand in one line that scrolls, it begins with the page's own in its middle. */
(function () {
  const line = document.querySelector(".top ul");
  const own = line.querySelector("[aria-current]");

  function show() {
    if (own) {
      line.scrollLeft = own.offsetLeft - (line.clientWidth - own.offsetWidth) / 2;
    }
  }

  show();
  document.fonts.ready.then(show); // Names are as wide as their font.
})();
