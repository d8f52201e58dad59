/** An exception that the framework's own code would raise. Thrown inside this layer, caught where a prediction is made. */
export class Raised extends Error {
  /** Name of the Python class: "KeyError". */
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

export function keyError(key: string): Raised {
  return new Raised("KeyError", `'${key}'`);
}

export function typeError(message: string): Raised {
  return new Raised("TypeError", message);
}

export function valueError(message: string): Raised {
  return new Raised("ValueError", message);
}

export function assertionError(message = ""): Raised {
  return new Raised("AssertionError", message);
}

/** What Python says where an object of this class lacks the attribute. */
export function noAttribute(className: string, attribute: string): Raised {
  return new Raised("AttributeError", `'${className}' object has no attribute '${attribute}'`);
}
