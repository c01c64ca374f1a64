package msingi.testkit.conformance;

import java.util.List;

/**
 * The views behind some cases, which the fixture does not hold, as collections of a definition.
 * They stand beside the tables of the schema {@code test}, where that is the first one.
 */
final class FixtureViews {
  /** Jobs of the sites that have a main project; rows join sites and projects as jobs do. */
  private static final String MAIN_JOBS =
      """
        c_main_jobs:
          name: main_jobs
          schema: test
          view:
            postgres: >-
              SELECT j.* FROM test.jobs AS j JOIN test.sites AS s USING (site_id)
              WHERE s.main_project_id IS NOT NULL
            sqlite: >-
              SELECT j.* FROM jobs AS j JOIN sites AS s USING (site_id)
              WHERE s.main_project_id IS NOT NULL
          key: [job_id, site_id, big_project_id]
          fields:
            job_id: uuid
            name: text?
            site_id: int
            big_project_id: int
            site:
              relation: { to: c_sites, columns: [site_id], name: jobs_site_id_fkey }
            project:
              relation: { to: c_big_projects, columns: [big_project_id], name: jobs_big_project_id_fkey }
          access: { read: true }
      """;

  /** One row of one number, called as a function is. */
  private static final String COUNT_COLUMN =
      """
        c_has_count_column:
          name: has_count_column
          schema: test
          view: { sql: SELECT 1 AS count }
          key: none
          fields: { count: int }
          access: { read: true }
      """;

  private FixtureViews() {}

  /** The views as entries of {@code collections:}, with two spaces before each. */
  static String yaml(List<String> schemas) {
    return schemas.getFirst().equals("test") ? MAIN_JOBS + COUNT_COLUMN : "";
  }
}
