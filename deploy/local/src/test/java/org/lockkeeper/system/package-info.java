/**
 * System tests: the product as it is shipped, driven from outside only: its pages, its doors, the
 * outside world's control desk, and the database as its owner sees it.
 *
 * <p><b>Starts at</b> {@code RunningProduct}, which is started once for all tests of a run.
 * <b>Owns</b> what only shows when everything runs together. <b>Does not own</b> the rules of a
 * context, which are tested beside it.
 *
 * <p><b>Needs</b> what {@code package} has gathered, four free ports, and Chromium for the tests of
 * pages.
 */
@NullMarked
package org.lockkeeper.system;

import org.jspecify.annotations.NullMarked;
