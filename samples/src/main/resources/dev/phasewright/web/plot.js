"use strict";

/* Plots on a canvas, in the style sheet's colours and with axes. */
(function () {
  /** A canvas in the colours of the style sheet, as sharp as the screen. */
  function sheet(canvas) {
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const sharp = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    const pen = canvas.getContext("2d");
    pen.scale(sharp, sharp);
    pen.font = "13px " + getComputedStyle(canvas).fontFamily;
    return { pen: pen, left: 46, right: width - 14, top: 26, bottom: height - 40 };
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  /** Lines of a grid with what they stand for, and the names of both axes. */
  function axes(paper, across, up) {
    const pen = paper.pen;
    pen.lineWidth = 1;
    pen.strokeStyle = colour("rule");
    pen.fillStyle = colour("soft");
    pen.textAlign = "center";
    pen.textBaseline = "top";
    across.ticks.forEach(function (tick) {
      const x = across.place(tick);
      stroke(pen, [[x, paper.top], [x, paper.bottom]]);
      pen.fillText(across.figure(tick), x, paper.bottom + 6);
    });
    pen.fillText(across.name, (paper.left + paper.right) / 2, paper.bottom + 22);
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    up.ticks.forEach(function (tick) {
      const y = up.place(tick);
      stroke(pen, [[paper.left, y], [paper.right, y]]);
      pen.fillText(up.figure(tick), paper.left - 7, y);
    });
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillText(up.name, 4, 14);
  }

  function stroke(pen, points) {
    pen.beginPath();
    points.forEach(function (point, i) { pen[i === 0 ? "moveTo" : "lineTo"](point[0], point[1]); });
    pen.stroke();
  }

  function figure(value) {
    return String(Number(value.toPrecision(3))).replace("-", "−");
  }

  Phasewright.plot = { sheet: sheet, axes: axes, stroke: stroke, figure: figure, colour: colour };
})();
