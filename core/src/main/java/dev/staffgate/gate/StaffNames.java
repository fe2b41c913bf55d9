package dev.staffgate.gate;

import com.google.common.base.Ascii;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of the staff of a policy document, indexed for the policy that was asked about last.
 * Safe for any number of threads.
 */
final class StaffNames {
  private volatile @Nullable Index index;

  /**
   * The names of one policy. No two ids of it differ in letter case alone, and no name leads to two
   * accounts: policy reference, section 2.
   */
  record Index(Policy policy, Map<String, String> byFoldedId, Map<String, String> byKnownAs) {
    /** Returns the id that is this one but for the case of ASCII letters. */
    Optional<String> idIgnoringCase(String id) {
      return Optional.ofNullable(byFoldedId.get(Ascii.toLowerCase(id)));
    }

    /** Returns the id of the account that an identity provider calls so. */
    Optional<String> idKnownAs(String name) {
      return Optional.ofNullable(byKnownAs.get(name));
    }
  }

  @SuppressWarnings("ReferenceEquality") // a version of the policy is one object
  Index of(Policy policy) {
    Index known = index;
    if (known == null || known.policy != policy) {
      known = indexOf(policy);
      index = known;
    }
    return known;
  }

  private static Index indexOf(Policy policy) {
    Map<String, String> byFoldedId = new HashMap<>();
    Map<String, String> byKnownAs = new HashMap<>();
    for (StaffAccount account : policy.document().staff().values()) {
      byFoldedId.put(Ascii.toLowerCase(account.id()), account.id());
      account.knownAs().forEach(name -> byKnownAs.put(name, account.id()));
    }
    return new Index(policy, byFoldedId, byKnownAs);
  }
}
