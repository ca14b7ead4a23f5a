package dev.sealer.simulation.apiserver;

/**
 * What our controllers rely on when they talk to an API server. Passed by the server in memory and
 * by the real one.
 */
abstract class ApiServerContract
    implements CreateContract,
        PatchContract,
        ApplyContract,
        DeletionContract,
        ReadContract,
        WatchContract,
        SecretContract,
        WorkloadContract,
        CustomResourceContract {}
