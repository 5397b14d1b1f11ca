package org.softcpt.models.pickle;

import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/**
 * What a pickle may build beyond plain values. Whatever an implementation does not know it refuses;
 * the reader adds file and place to the message.
 */
public interface PickleObjects {

  /**
   * Looks a class or function up by name.
   *
   * @param module e.g. {@code "collections"}
   * @param name e.g. {@code "OrderedDict"}
   * @return a value that stands for it
   * @throws InvalidInputException if it is not one of those allowed
   */
  Object global(String module, String name) throws InvalidInputException;

  /**
   * Does what calling it would do.
   *
   * @param callable what {@link #global} returned, or any other value of a hostile pickle
   * @param arguments of the call
   * @return the result
   * @throws InvalidInputException if it cannot be called, or not like this
   */
  Object call(Object callable, List<Object> arguments) throws InvalidInputException;

  /**
   * Makes an instance of a class without initialising it.
   *
   * @param type what {@link #global} returned, or any other value
   * @return the instance
   * @throws InvalidInputException if the type has no instances here
   */
  Object instance(Object type) throws InvalidInputException;

  /**
   * Gives an instance its state.
   *
   * @param instance what {@link #instance} or {@link #call} returned, or any other value
   * @param state usually a dictionary
   * @throws InvalidInputException if the instance has no such state
   */
  void build(Object instance, Object state) throws InvalidInputException;

  /**
   * Finds what the pickle refers to outside itself.
   *
   * @param id the reference
   * @return what it refers to
   * @throws InvalidInputException if the reference means nothing here
   */
  Object persistent(Object id) throws InvalidInputException;
}
