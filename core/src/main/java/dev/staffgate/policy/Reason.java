package dev.staffgate.policy;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import java.util.List;

/**
 * Why a decision is as it is, for programs, for the person asked about, and for the administrator.
 *
 * @param code the stable word
 * @param sentence for the person who asked; tells nothing about the policy
 * @param forAdministrator for who may read the policy: which role, which condition
 * @param place what in the policy decided; {@link Place#NONE} where nothing written did
 * @param path the roles from the one assigned to the one that grants or denies; empty where none
 *     does
 * @param remedy what would change the decision
 * @param policyVersion the version of the policy that was asked, such as {@code sha256:…}; empty
 *     where none was
 */
public record Reason(
    ReasonCode code,
    String sentence,
    String forAdministrator,
    Place place,
    List<String> path,
    Remedy remedy,
    String policyVersion) {
  public Reason {
    requireNonNull(code, "code");
    requireNonNull(sentence, "sentence");
    requireNonNull(forAdministrator, "forAdministrator");
    requireNonNull(place, "place");
    path = List.copyOf(path);
    requireNonNull(remedy, "remedy");
    requireNonNull(policyVersion, "policyVersion");
  }

  /** Returns a reason that no policy gave: something around it failed, or was not even asked. */
  public static Reason outsidePolicy(ReasonCode code, String forAdministrator) {
    return new Reason(
        code, Sentences.forPerson(code), forAdministrator, Place.NONE, List.of(), Remedy.NONE, "");
  }
}
