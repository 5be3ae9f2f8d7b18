"use strict";

/*
 * A button beside each command, which copies it as it stands: with this server's own port. Its word comes from the style
 * sheet, so that it is no part of a command that is selected by hand.
 */
(function () {
  if (!navigator.clipboard) {
    return; // Not over plain http from another computer.
  }
  document.querySelectorAll(".command").forEach(function (command) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", "Copy the command");
    function say(words) {
      button.dataset.word = words;
    }
    button.addEventListener("click", function () {
      const words = command.querySelector("code").textContent.trim().replace(/\s+/g, " ");
      navigator.clipboard.writeText(words).then(function () { say("Copied"); }, function () { say("Not allowed"); });
      setTimeout(function () { say("Copy"); }, 2000);
    });
    say("Copy");
    command.append(button);
  });
})();
