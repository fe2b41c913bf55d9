package dev.staffgate.policy.engine;

import dev.staffgate.model.Catalogue;

/**
 * All that the engine decides on, made of one document. Immutable but for what its parts keep once
 * it is made; safe for any number of threads.
 *
 * @param catalogue the permissions that can be asked for
 * @param roles what roles grant and deny
 * @param servers who may enter which server
 * @param emergencies who holds which emergency
 * @param denials the denials that have no rule behind them
 */
public record CompiledPolicy(
    Catalogue catalogue,
    CompiledRoles roles,
    ServerRules servers,
    EmergenciesByHolder emergencies,
    StandardDenials denials) {}
