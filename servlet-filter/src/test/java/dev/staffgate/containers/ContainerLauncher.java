package dev.staffgate.containers;

/** Starts one kind of container; a class of the container's loader. */
public interface ContainerLauncher {
  /** Starts an application; a context that does not start is an exception. */
  RunningContainer start(AppDeployment stage) throws Exception;
}
