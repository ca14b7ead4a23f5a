package dev.sealer.simulation.apiserver;

/** The server that a contract speaks of. */
interface ContractServer {

  /** Returns a client of the server, in a namespace made for one test. */
  ContractClient client();
}
