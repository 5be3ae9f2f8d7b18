"use strict";

/* Many instruments to choose from: those of a family stand together. */
(function () {
  function heading(family) {
    const words = family.replace(/-/g, " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /**
   * What a field of choices holds.
   * @param {{option: HTMLOptionElement, family: ?string, of: ?string}[]} all the choices in their order; the family of each,
   *     null where it has none; and whose it is, where there are several who have the same
   * @return {HTMLElement[]} the choices as they are if none has a family, otherwise groups in the order of their first
   */
  Phasewright.grouped = function (all) {
    if (!all.some(function (each) { return each.family; })) {
      return all.map(function (each) { return each.option; });
    }
    const groups = new Map();
    all.forEach(function (each) {
      const name = heading(each.family || "others") + (each.of ? " (" + each.of + ")" : "");
      if (!groups.has(name)) {
        groups.set(name, document.createElement("optgroup"));
        groups.get(name).label = name;
      }
      groups.get(name).append(each.option);
    });
    return Array.from(groups.values());
  };
})();
