package msingi.auth.flows;

import msingi.auth.House;
import org.junit.jupiter.api.AfterEach;

/** Cases in a house of their own, whose settings a case may change before it begins. */
abstract class InHouse {
  House house;

  InHouse(String auth) {
    house = new House(auth);
  }

  /** Another house, with these members of {@code auth:}. */
  final void settings(String auth) {
    house.close();
    house = new House(auth);
  }

  @AfterEach
  final void leave() {
    house.close();
  }
}
