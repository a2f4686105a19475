import { asking } from "../api.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import { StatementItem } from "../parts/said.tsx";
import { statementTable } from "../parts/table.ts";
import type { StatementRow } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";

const FIELDS: Field[] = ["q", "speaker", "from", "to", "outlet"];

export function StatementsView() {
  const { query } = useRoute();
  const address = asking("/v1/statements", question(query, FIELDS));
  const pages = usePages<StatementRow>(address);
  return (
    <>
      <Filters fields={FIELDS} />
      <More pages={pages} nothing="Nobody said that. Take a filter away.">
        <ul class="cards">
          {pages.items.map((statement) => (
            <StatementItem key={statement.id} statement={statement} onSpeaker={(speaker) => setQuery({ speaker }, false)} />
          ))}
        </ul>
        <Export name="statements" shown={pages.items} all={everything(pages, address)} rows={statementTable} />
      </More>
    </>
  );
}
