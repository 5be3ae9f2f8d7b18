/**
 * What the site of demos and the local server share: the frame of a page, panels of sounds to switch between, blind tests.
 */
package dev.phasewright.web;
