(** One step at a time: what a step shows to an observer at [l] (semantics §4). *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store Programs Semantics Observer.
Import ListNotations.

Section Unwinding.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

(** ** Every rule's effect in one function, so that what holds of all rules is said once *)

Definition effect_of (s : store) (brought : channel -> nat -> value) (a : activation) (i : instruction) : effect :=
  match i with
  | DoRaiseLabel to => raise_label s a to
  | DoReply v => reply_with s a v
  | DoSend ch v => send s a ch v
  | DoReceive ch n => receive s brought a ch n
  | DoInvoke f v to => invoke s a f v to
  | DoDeclassify d v k => declassify s a d v k
  | DoGet k => do_get s a k
  | DoWrite k v => do_write s a k v
  | DoDelete k => do_delete s a k
  | DoList range from limit => do_list s a range from limit
  | DoConditionalWrite k test change => conditional_write s a k test change
  | DoCompute => compute s a
  | DoFail => fail s a
  end.

Theorem step_inv : forall s p e s', step s p e s' ->
  s' = apply s p e /\
  match p with
  | AnEvent before v after => events s = before ++ v :: after /\ e = start (stored_in s) v
  | AnActivation before a after => exists i, turn s before a after i /\ e = effect_of (stored_in s) (brings s) a i
  end.
Proof.
  intros s p e s' H; inversion H; subst; (split; [reflexivity|]); try (split; [assumption | reflexivity]);
    eexists; (split; [eassumption | reflexivity]).
Qed.

Theorem step_effect : forall s before a after i, turn s before a after i ->
  step s (AnActivation before a after) (effect_of (stored_in s) (brings s) a i)
    (apply s (AnActivation before a after) (effect_of (stored_in s) (brings s) a i)).
Proof. intros s before a after [] H; now econstructor. Qed.

(** ** The invariant *)

Lemma effect_sound : forall s brought a i, reply_carries a -> forall a', In a' (goes_on (effect_of s brought a i)) -> reply_carries a'.
Proof.
  intros s brought a i H a'; unfold reply_carries in *; destruct i; simpl;
    unfold raise_label, reply_with, send, invoke, declassify, conditional_write, quietly;
    repeat match goal with |- context [if ?b then _ else _] => destruct b eqn:?; simpl end;
    try (intros [<- | []]; simpl; assumption); try (now intros []).
  - intros [<- | []]; simpl; unfold closed_before; destruct (replies a) as [|c at_|]; auto.
    destruct (flows to at_) eqn:E; auto.
  - destruct (replies a) eqn:E; simpl; intros [<- | []]; simpl; rewrite ?E; auto.
Qed.

Lemma start_sound : forall s v a, In a (goes_on (start s v)) -> reply_carries a.
Proof.
  intros s v a; unfold start, may_start, reply_carries; destruct (program (calls v)); simpl; [|intros []].
  destruct (awaited v) as [[to at_]|]; simpl.
  - destruct (flows (event_label v) at_) eqn:E; simpl; [intros [<- | []]; exact E | intros []].
  - intros [<- | []]; simpl; exact I.
Qed.

Theorem step_sound : forall s p e s', sound s -> step s p e s' -> sound s'.
Proof.
  intros s p e s' H Hs; apply step_inv in Hs as [-> Hs]; unfold sound in *.
  destruct p as [before v after | before a after]; simpl; intros a' Ha.
  - destruct Hs as [_ ->]; apply in_app_or in Ha as [Ha | Ha]; eauto using start_sound.
  - destruct Hs as (i & [Hs _] & ->); rewrite Hs in H.
    apply in_app_or in Ha as [Ha | Ha]; [apply H, in_or_app; auto|].
    apply in_app_or in Ha as [Ha | Ha]; [|apply H, in_or_app; simpl; auto].
    eapply effect_sound; [apply H, in_elt | exact Ha].
Qed.

Theorem run_sound : forall s t s', sound s -> run s t s' -> sound s'.
Proof. intros s t s' H Hr; induction Hr; eauto using step_sound. Qed.

(** Labels go one way, and no further than the clearance. *)
Theorem label_only_rises : forall s brought a i a', In a' (goes_on (effect_of s brought a i)) ->
  current a ⊑ current a' /\ (current a' = current a \/ permits (runs a) (started_at a) (current a') = true).
Proof.
  intros s brought a i a'; destruct i; simpl;
    unfold raise_label, reply_with, send, invoke, declassify, conditional_write, quietly;
    repeat match goal with |- context [if ?b then _ else _] => destruct b eqn:?; simpl end;
    try (intros [<- | []]; simpl; auto using flows_refl); try (now intros []).
  - apply andb_true_iff in Heqb; tauto.
  - destruct (replies a); simpl; intros [<- | []]; simpl; auto using flows_refl.
Qed.

(** ** A hidden thread *)

(** What is released keeps to the policy: the declassifier's bounds, function and sinks; and it has passed the trusted code. *)
Theorem released_within : forall s brought a i r, released (effect_of s brought a i) = Some r ->
  released_by r = current a /\ within_bounds (through r) (current a) = true /\ may_carry (through r) (into r) = true /\
  declassifies_in (through r) (runs a) = true /\ declassifies_into (through r) (into r) = true /\
  exists v, what r = declassified (through r) v.
Proof.
  intros s brought a i r; destruct i; simpl;
    unfold raise_label, reply_with, send, receive, invoke, declassify, conditional_write, quietly;
    repeat match goal with |- context [if ?b then _ else _] => destruct b eqn:?; simpl end; try discriminate.
  - destruct (replies a); discriminate.
  - intros [= <-]; simpl; unfold may_declassify in *; rewrite !andb_true_iff in *.
    intuition eauto.
Qed.

(** A rule applied by an activation that is not ⊑ l does nothing that [l] sees, beyond what it releases. *)
Lemma hidden_effect : forall l s brought a i (e := effect_of s brought a i), reply_carries a -> current a ⋢ l ->
  filter (sees_activation l) (goes_on e) = [] /\
  match released e with
  | None => same_view l (new_store e) s /\ filter (sees_event l) (new_events e) = [] /\ seen_out l e = []
  | Some r => new_store e = release_store r s /\ new_events e = release_events r /\ out e = release_out r
  end.
Proof.
  intros l s brought a i e Hr Hl; subst e; unfold reply_carries in Hr.
  assert (Hv : same_view l s s) by (intros k; reflexivity).
  destruct i; simpl;
    unfold raise_label, reply_with, send, receive, invoke, declassify, do_get, do_write, do_delete, do_list, conditional_write, compute,
      fail, write, delete, quietly, resumed, seen_out, sees_activation, sees_event, sees_output.
  - destruct (flows (current a) to) eqn:E; simpl; [|now rewrite Hl].
    pose proof (flows_hidden _ _ _ E Hl) as Hto; destruct (permits _ _ _); simpl; [|now rewrite Hl]; rewrite Hto.
    repeat split; auto; unfold refused_before; destruct (replies a); auto; destruct (flows to at_); simpl; auto.
    now rewrite (flows_hidden _ _ _ Hr Hl).
  - destruct (replies a); simpl; rewrite Hl; auto. now rewrite (flows_hidden _ _ _ Hr Hl).
  - destruct (flows (current a) (channel_label ch)) eqn:E; simpl; rewrite Hl; auto. now rewrite (flows_hidden _ _ _ E Hl).
  - simpl; rewrite Hl; auto.
  - destruct (flows (current a) to) eqn:E; simpl; rewrite Hl; auto. now rewrite (flows_hidden _ _ _ E Hl).
  - destruct (may_declassify _ _ _); simpl; rewrite Hl; auto.
  - simpl; rewrite Hl; auto.
  - simpl; rewrite Hl; auto using hidden_put_same_view.
  - simpl; rewrite Hl; auto using hidden_put_same_view.
  - simpl; rewrite Hl; auto.
  - destruct (test _); simpl; rewrite Hl; auto using hidden_put_same_view.
  - simpl; rewrite Hl; auto.
  - repeat split; auto; destruct (replies a); auto; simpl. now rewrite (flows_hidden _ _ _ Hr Hl).
Qed.

(** An event that [l] does not see starts nothing that [l] sees. *)
Lemma hidden_start : forall l s v, event_label v ⋢ l -> filter (sees_activation l) (goes_on (start s v)) = [].
Proof.
  intros l s v H; unfold start, sees_activation; destruct (program _); simpl; auto; destruct (may_start v); simpl; auto; now rewrite H.
Qed.

Lemma start_effect : forall s v,
  new_store (start s v) = s /\ new_events (start s v) = [] /\ out (start s v) = [] /\ released (start s v) = None.
Proof. intros s v; unfold start; destruct (program _); simpl; auto; destruct (may_start v); auto. Qed.

(** A release whose target [l] does not see. *)
Lemma hidden_release : forall l r s, may_carry (through r) (into r) = true -> declassifies_to (through r) ⋢ l ->
  same_view l (release_store r s) s /\ filter (sees_event l) (release_events r) = [] /\ filter (sees_output l) (release_out r) = [].
Proof.
  intros l [by_ d k v] s Hc Hl; unfold release_store, release_events, release_out, sees_event, sees_output, may_carry in *; simpl in *.
  destruct k; simpl; rewrite ?Hl; repeat split; auto; try (intros k'; reflexivity).
  - now rewrite (flows_hidden _ _ _ Hc Hl).
  - now apply hidden_put_same_view.
Qed.

(** Theorem 1a. A step of a thread that [l] does not see changes nothing that [l] sees and puts nothing out to [l]; unless it releases
    to [l], and then what it does to [l] is what the released value does at its target, and nothing else. *)
Theorem hidden_step : forall l s p e s', sound s -> step s p e s' -> seen_pick l p = None ->
  match seen_release l e with
  | None => l_equal l s' s /\ seen_out l e = []
  | Some r => l_equal l s' (released_into r s) /\ seen_out l e = filter (sees_output l) (release_out r)
  end.
Proof.
  intros l s p e s' Hs H Hp; apply step_inv in H as [-> H]; destruct p as [before v after | before a after]; simpl in Hp.
  - destruct (sees_event l v) eqn:Hv; [discriminate|]; destruct H as [Hev ->].
    destruct (start_effect (stored_in s) v) as (E1 & E2 & E3 & E4); unfold seen_release, seen_out; rewrite E3, E4.
    split; [|reflexivity]; constructor; simpl; rewrite ?E1, ?E2; auto; try (intros k; reflexivity).
    + now rewrite filter_app, hidden_start, app_nil_r.
    + rewrite Hev, !filter_app; simpl; now rewrite Hv, app_nil_r.
  - destruct (sees_activation l a) eqn:Ha; [discriminate|]; destruct H as (i & [Hact _] & ->).
    assert (Hr : reply_carries a) by (apply Hs; rewrite Hact; apply in_elt).
    destruct (hidden_effect l (stored_in s) (brings s) a i Hr Ha) as [Hgo H].
    pose proof (released_within (stored_in s) (brings s) a i) as Hw.
    set (e := effect_of _ _ _ _) in *; unfold seen_release.
    destruct (released e) as [r|].
    + destruct H as (H1 & H2 & H3), (Hw r eq_refl) as (_ & _ & Hc & _).
      assert (Hacts : filter (sees_activation l) (before ++ goes_on e ++ after) = filter (sees_activation l) (activations s)).
      { rewrite Hact, !filter_app, Hgo; simpl; now rewrite Ha. }
      unfold seen_out; rewrite H3; destruct (flows _ l) eqn:Ht.
      * split; [|reflexivity]; constructor; simpl; rewrite ?H1, ?H2; auto; intros k; reflexivity.
      * destruct (hidden_release l r (stored_in s) Hc Ht) as (J1 & J2 & J3).
        split; [|exact J3]; constructor; simpl; rewrite ?H1, ?H2; auto; now rewrite filter_app, J2, app_nil_r.
    + destruct H as (H1 & H2 & H3); split; [|exact H3]; constructor; simpl; auto.
      * rewrite Hact, !filter_app, Hgo; simpl; now rewrite Ha.
      * now rewrite filter_app, H2, app_nil_r.
Qed.

(** ** A visible thread *)

Definition same_effect (l : label) (e e' : effect) : Prop :=
  same_view l (new_store e) (new_store e') /\ goes_on e = goes_on e' /\ new_events e = new_events e' /\ out e = out e' /\
  released e = released e'.

(** A rule applied by an activation that is ⊑ l is a function of what [l] sees. *)
Lemma visible_effect : forall l s s' brought brought' a i, current a ⊑ l -> same_view l s s' ->
  (forall ch, channel_answers ch ⊑ l -> forall n, brought ch n = brought' ch n) ->
  same_effect l (effect_of s brought a i) (effect_of s' brought' a i).
Proof.
  intros l s s' brought brought' a i Hl Hs Hb; unfold same_effect.
  assert (Ha : same_view (current a) s s') by (apply same_view_below with l; assumption).
  assert (Hp : forall k x at_, same_view l (put s k x at_) (put s' k x at_)) by (intros; now apply same_view_put).
  destruct i; simpl;
    unfold raise_label, reply_with, send, receive, invoke, declassify, do_get, do_write, do_delete, do_list, conditional_write, compute,
      fail, write, delete, quietly; simpl.
  - destruct (flows (current a) to && permits (runs a) (started_at a) to); simpl; auto.
  - destruct (replies a); simpl; auto.
  - destruct (flows (current a) (channel_label ch)); simpl; auto.
  - repeat split; auto. do 2 f_equal. destruct (flows (channel_answers ch) (current a)) eqn:E; [|reflexivity].
    rewrite Hb; auto. now apply flows_trans with (current a).
  - destruct (flows (current a) to); simpl; auto.
  - destruct (may_declassify _ _ _); simpl; auto. repeat split; auto.
    unfold release_store; simpl; destruct to; unfold write; auto.
  - rewrite (same_view_get s s'); auto.
  - auto.
  - auto.
  - rewrite (same_view_list_page s s'); auto.
  - rewrite Ha; destruct (test _); simpl; auto.
  - auto.
  - auto.
Qed.

Lemma same_effect_apply_activation : forall l s s' before before' a after after' e e',
  l_equal l s s' -> same_effect l e e' ->
  filter (sees_activation l) before = filter (sees_activation l) before' ->
  filter (sees_activation l) after = filter (sees_activation l) after' ->
  l_equal l (apply s (AnActivation before a after) e) (apply s' (AnActivation before' a after') e').
Proof.
  intros l s s' before before' a after after' e e' [H1 H2 H3 H4] (E1 & E2 & E3 & _ & _) Hb Ha; constructor; simpl; auto;
    rewrite !filter_app, ?E2, ?E3; congruence.
Qed.

Lemma same_effect_apply_event : forall l s s' before before' v after after' e e',
  l_equal l s s' -> same_effect l e e' ->
  filter (sees_event l) before = filter (sees_event l) before' ->
  filter (sees_event l) after = filter (sees_event l) after' ->
  l_equal l (apply s (AnEvent before v after) e) (apply s' (AnEvent before' v after') e').
Proof.
  intros l s s' before before' a after after' e e' [H1 H2 H3 H4] (E1 & E2 & E3 & _ & _) Hb Ha; constructor; simpl; auto;
    rewrite !filter_app, ?E2, ?E3; congruence.
Qed.

Lemma start_same_effect : forall l s s' v, same_view l s s' -> same_effect l (start s v) (start s' v).
Proof.
  intros l s s' v H; unfold same_effect, start; destruct (program _); simpl; auto; destruct (may_start v); simpl; auto.
Qed.

(** Theorem 1b. A visible step is determined by what [l] sees: two steps of the same visible thread, from l-equal states, put out and
    release the same and end in l-equal states. *)
Theorem visible_steps_agree : forall l s1 s2 p1 e1 s1' p2 e2 s2' p,
  l_equal l s1 s2 -> step s1 p1 e1 s1' -> step s2 p2 e2 s2' -> seen_pick l p1 = Some p -> seen_pick l p2 = Some p ->
  out e1 = out e2 /\ released e1 = released e2 /\ l_equal l s1' s2'.
Proof.
  intros l s1 s2 p1 e1 s1' p2 e2 s2' p Heq H1 H2 Hp1 Hp2.
  apply step_inv in H1 as [-> H1]; apply step_inv in H2 as [-> H2].
  destruct p1 as [b1 v1 a1 | b1 x1 a1], p2 as [b2 v2 a2 | b2 x2 a2]; simpl in Hp1, Hp2.
  - destruct (sees_event l v1); [|discriminate]; destruct (sees_event l v2); [|discriminate].
    rewrite <- Hp2 in Hp1; injection Hp1 as Hb -> Ha; destruct H1 as [_ ->], H2 as [_ ->].
    pose proof (start_same_effect l _ _ v2 (equal_facets _ _ _ Heq)) as E.
    repeat split; try apply E; now apply same_effect_apply_event.
  - destruct (sees_event l v1), (sees_activation l x2); congruence.
  - destruct (sees_activation l x1), (sees_event l v2); congruence.
  - destruct (sees_activation l x1) eqn:V; [|discriminate]; destruct (sees_activation l x2); [|discriminate].
    rewrite <- Hp2 in Hp1; injection Hp1 as Hb -> Ha; destruct H1 as (i1 & [_ T1] & ->), H2 as (i2 & [_ T2] & ->).
    assert (i2 = i1) as -> by congruence.
    pose proof (visible_effect l _ _ _ _ x2 i1 V (equal_facets _ _ _ Heq) (equal_answers _ _ _ Heq)) as E.
    repeat split; try apply E; now apply same_effect_apply_activation.
Qed.

(** Theorem 1c. A visible step can be matched at once: whatever hidden threads there are, the same visible thread can make it. *)
Theorem visible_step_possible : forall l s1 s2 p1 e1 s1' p,
  l_equal l s1 s2 -> step s1 p1 e1 s1' -> seen_pick l p1 = Some p ->
  exists p2 e2 s2', step s2 p2 e2 s2' /\ seen_pick l p2 = Some p.
Proof.
  intros l s1 s2 p1 e1 s1' p Heq H1 Hp1; apply step_inv in H1 as [_ H1]; destruct p1 as [b v a | b x a]; simpl in Hp1.
  - destruct (sees_event l v) eqn:V; [|discriminate]; destruct H1 as [H1 _].
    destruct (filter_found _ _ _ _ _ _ _ (equal_events _ _ _ Heq) H1 V) as (b' & a' & H2 & Hb & Ha).
    exists (AnEvent b' v a'); do 2 eexists; split; [now apply Start|]; simpl; now rewrite V, Hb, Ha.
  - destruct (sees_activation l x) eqn:V; [|discriminate]; destruct H1 as (i & [H1 T] & _).
    destruct (filter_found _ _ _ _ _ _ _ (equal_activations _ _ _ Heq) H1 V) as (b' & a' & H2 & Hb & Ha).
    exists (AnActivation b' x a'); do 2 eexists; split; [apply step_effect; split; eassumption|]; simpl; now rewrite V, Hb, Ha.
Qed.

End Unwinding.
