package dev.staffgate.signin;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.signin.attempts.AttemptLimits;
import dev.staffgate.signin.attempts.BrowserCookies;
import java.time.InstantSource;

/** The parts that the steps of a sign-in share. */
record SignInParts(
    ActiveAccounts accounts,
    CredentialStore store,
    AttemptLimits limits,
    BrowserCookies browsers,
    PendingSignIns pending,
    OwnerNotices notices,
    SessionEpochs epochs,
    SignInRecords records,
    InstantSource clock) {}
