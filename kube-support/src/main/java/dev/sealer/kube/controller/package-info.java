/** What every controller of this project is built on. */
@NullMarked
package dev.sealer.kube.controller;

import org.jspecify.annotations.NullMarked;
