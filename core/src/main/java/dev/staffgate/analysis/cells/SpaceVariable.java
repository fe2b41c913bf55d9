package dev.staffgate.analysis.cells;

/**
 * A dimension of a space, and the variable by which diagrams decide by it.
 *
 * @param number of the variable, and of the dimension in its space
 */
record SpaceVariable<D extends Dimension>(int number, D dimension) {}
