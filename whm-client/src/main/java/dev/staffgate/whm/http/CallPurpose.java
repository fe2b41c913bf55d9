package dev.staffgate.whm.http;

/**
 * The purpose of a call, as far as the messages of its failures need it. All but the first and the
 * last are sentences without their full stop.
 *
 * @param panel the panel's name for people
 * @param ifNotPermitted what to do about a lack of rights
 * @param ifNotFound what to do about what is not there
 * @param ifSuspended what to do about a suspended account
 * @param ifNotAuthenticated what to do about a token that is refused
 * @param ifNoAnswer what to know when no answer came
 * @param lockoutPlace where a lock for brute force is lifted
 */
public record CallPurpose(
    String panel,
    String ifNotPermitted,
    String ifNotFound,
    String ifSuspended,
    String ifNotAuthenticated,
    String ifNoAnswer,
    String lockoutPlace) {}
