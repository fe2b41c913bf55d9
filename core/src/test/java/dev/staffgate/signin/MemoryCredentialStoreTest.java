package dev.staffgate.signin;

/** The store in memory; another node's is the same object. */
class MemoryCredentialStoreTest extends CredentialStoreContract {
  private final CredentialStore store = new MemoryCredentialStore();

  @Override
  protected CredentialStore store() {
    return store;
  }
}
