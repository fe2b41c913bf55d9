/** A program that uses all published modules. */
module consumer {
  requires dev.staffgate;
  requires dev.staffgate.servlet;
  requires dev.staffgate.whm;
}
