"use strict";

/* The way past the names leads to the content without changing the address, which says what the page is set to. */
document.querySelector(".skip").addEventListener("click", function (event) {
  event.preventDefault();
  document.getElementById("content").focus();
});

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
