/** Whether it is known who the person's COM is: a name or an address is enough. */
export function hasCom({ comName, comEmail }: { readonly comName: string | null; readonly comEmail: string | null }) {
  return comName !== null || comEmail !== null
}

/** Whether it is known who the person's POM is: a name or an address is enough. */
export function hasPom({ pomName, pomEmail }: { readonly pomName: string | null; readonly pomEmail: string | null }) {
  return pomName !== null || pomEmail !== null
}
