package org.softcpt.cli;

import java.lang.reflect.Proxy;

/**
 * What happens on SIGTERM and on Ctrl-C instead of the end: a process that is asked to go should
 * finish its work and end with 0, not with 143. A second signal ends it at once.
 *
 * <p>By reflection, because {@code sun.misc.Signal} is in every JDK and in no standard: the
 * compiler warns, and warnings are errors here. Shutdown hooks cannot do it: they cannot change the
 * exit code without cutting off the other hooks, which remove the native libraries' copies.
 */
final class Termination {

  private Termination() {}

  /**
   * Sets it.
   *
   * @param action what to do; runs on a thread of its own
   * @throws IllegalStateException if this Java runtime has no such class
   */
  static void onSignal(Runnable action) {
    for (String name : new String[] {"TERM", "INT"}) {
      try {
        handle(name, action);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this Java runtime cannot catch signals", e);
      }
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signals = Class.forName("sun.misc.Signal");
    Class<?> handlers = Class.forName("sun.misc.SignalHandler");
    Object signal = signals.getConstructor(String.class).newInstance(name);
    Object standard = handlers.getField("SIG_DFL").get(null);
    Object handler =
        Proxy.newProxyInstance(
            handlers.getClassLoader(),
            new Class<?>[] {handlers},
            (proxy, method, arguments) -> {
              signals.getMethod("handle", signals, handlers).invoke(null, signal, standard);
              action.run();
              return null;
            });
    signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
  }
}
