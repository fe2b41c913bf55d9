package dev.staffgate.containers;

/** Starts one kind of container; a class of the container's loader. */
public interface Launcher {
  /** Starts an application; a context that does not start is an exception. */
  Running start(Stage stage) throws Exception;
}
